package org.addonsdata.services.external;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.SearchEndpoint;

/** Asks a search server who it is; whoever knows how to speak to one provides it. */
@FunctionalInterface
public interface SearchProbe {
    /**
     * Product and version, such as {@code "OpenSearch 3.8.0"}.
     *
     * @throws DataException with {@link ErrorCode#SERVER_UNREACHABLE}, {@link
     *     ErrorCode#ACCESS_DENIED} or another that says why it is of no use
     */
    String ask(SearchEndpoint endpoint);
}
