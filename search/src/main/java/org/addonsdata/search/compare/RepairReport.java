package org.addonsdata.search.compare;

import java.util.List;
import org.addonsdata.search.load.RefusedDocument;

/**
 * What a repair found and did.
 *
 * @param before what differed
 * @param repaired how many documents were written or deleted
 * @param refused documents that the server does not take, where those are skipped
 */
public record RepairReport(CheckReport before, long repaired, List<RefusedDocument> refused) {}
