package org.addonsdata.engines.opensearch;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestHeaderDefinition;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.client.node.NodeClient;

/**
 * Refuses what a page in a browser on this machine can send, before anything is done. Such a
 * request says where the page comes from, or goes to a name that the page's owner has led to
 * 127.0.0.1; what an application sends does neither (Fetch standard, "Origin header"; Fetch
 * Metadata Request Headers).
 */
public final class BrowserGuard extends Plugin implements ActionPlugin {
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[0-9]{1,5})?",
                    Pattern.CASE_INSENSITIVE);
    private static final List<String> TYPED_ADDRESS = List.of("none");

    private static final String REFUSAL =
            "refused: this server is for applications on this machine, not for pages in a browser\n";

    @Override
    public UnaryOperator<RestHandler> getRestHandlerWrapper(
            ThreadContext threadContext, Set<RestHeaderDefinition> headers) {
        return Guarded::new;
    }

    private static boolean isFromPage(RestRequest request) {
        return !values(request, "Origin").isEmpty()
                || !TYPED_ADDRESS.containsAll(values(request, "Sec-Fetch-Site"))
                || !isHere(values(request, "Host"));
    }

    /** Whatever the port: it may be a forwarded one, and no page can choose it alone. */
    private static boolean isHere(List<String> hosts) {
        return hosts.size() == 1 && LOOPBACK.matcher(hosts.getFirst()).matches();
    }

    private static List<String> values(RestRequest request, String header) {
        var values = request.getAllHeaderValues(header);
        return values == null ? List.of() : values;
    }

    /** A handler behind the guard. */
    private static final class Guarded extends RestHandler.Wrapper {
        Guarded(RestHandler handler) {
            super(handler);
        }

        @Override
        public void handleRequest(RestRequest request, RestChannel channel, NodeClient client)
                throws Exception {
            if (isFromPage(request)) {
                channel.sendResponse(new BytesRestResponse(RestStatus.FORBIDDEN, REFUSAL));
            } else {
                super.handleRequest(request, channel, client);
            }
        }
    }
}
