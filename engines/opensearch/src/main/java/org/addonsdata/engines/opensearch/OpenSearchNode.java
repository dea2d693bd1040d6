package org.addonsdata.engines.opensearch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasModulePlugin;
import org.opensearch.index.reindex.ReindexModulePlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/**
 * One OpenSearch node, alone in its process, with its modules on the class path instead of in
 * directories of their own. Arguments are settings, {@code name=value} each; warnings and errors go
 * to standard output, and a node that cannot start ends the process with status 1.
 */
public final class OpenSearchNode extends Node {
    private static final int CLOSE_SECONDS = 30;
    private static final List<Class<? extends Plugin>> MODULES =
            List.of(
                    BrowserGuard.class,
                    CommonAnalysisModulePlugin.class,
                    MapperExtrasModulePlugin.class,
                    Netty4ModulePlugin.class,
                    ReindexModulePlugin.class);

    private OpenSearchNode(Environment environment) {
        super(environment, MODULES.stream().map(OpenSearchNode::describe).toList(), true);
    }

    /** Runs until SIGTERM, which closes the node cleanly. */
    public static void main(String[] settings) {
        ConsoleLog.install();
        try {
            var node = new OpenSearchNode(environment(settings));
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(node, stopped), "stop"));
            node.start();
            // The node's own threads would not keep the process alive.
            stopped.await();
        } catch (Throwable e) {
            log().fatal("cannot start", e);
            // Again, as the log's last line is what users are shown.
            log().fatal(rootCause(e).toString());
            System.exit(1);
        }
    }

    /**
     * Nothing: what is overridden puts the node's id into the log layout that a distribution brings
     * along.
     */
    @Override
    protected void configureNodeAndClusterIdStateListener(ClusterService clusterService) {}

    private static Environment environment(String[] settings) {
        var builder = Settings.builder();
        for (var setting : settings) {
            var separator = setting.indexOf('=');
            builder.put(setting.substring(0, separator), setting.substring(separator + 1));
        }
        var home = Path.of(builder.get("path.home"));
        return InternalSettingsPreparer.prepareEnvironment(
                builder.build(), Map.of(), home.resolve("config"), () -> "search");
    }

    private static PluginInfo describe(Class<? extends Plugin> module) {
        return new PluginInfo(
                module.getName(),
                "on the class path",
                Version.CURRENT.toString(),
                Version.CURRENT,
                System.getProperty("java.specification.version"),
                module.getName(),
                null,
                List.of(),
                false);
    }

    private static void shutDown(Node node, CountDownLatch stopped) {
        try {
            node.close();
            node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            log().error("cannot close", e);
        } finally {
            stopped.countDown();
        }
    }

    private static Throwable rootCause(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure : rootCause(cause);
    }

    private static Logger log() {
        return LogManager.getLogger(OpenSearchNode.class);
    }
}
