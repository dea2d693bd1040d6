package org.addonsdata.engines.elasticsearch;

import java.util.logging.LogManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Warnings and errors on standard output, configured without a file to search for and parse. What
 * comes by java.util.logging is Lucene's advice on JVM flags, which nobody who reads the log can
 * follow.
 */
final class ConsoleLog extends AbstractConfiguration {
    private ConsoleLog() {
        super(null, ConfigurationSource.NULL_SOURCE);
        isShutdownHookEnabled = false;
    }

    /** Takes over all logging of the process. */
    static void install() {
        LogManager.getLogManager().reset();
        Configurator.initialize(ConsoleLog.class.getClassLoader(), new ConsoleLog());
    }

    @Override
    protected void doConfigure() {
        var layout =
                PatternLayout.newBuilder()
                        .setPattern("%d %p %c{1}: %m%n")
                        .setConfiguration(this)
                        .build();
        var console = ConsoleAppender.createDefaultAppenderForLayout(layout);
        console.start();
        addAppender(console);
        getRootLogger().addAppender(console, null, null);
        getRootLogger().setLevel(Level.WARN);
    }
}
