package org.addonsdata.services;

import java.net.URI;
import java.util.List;

/** A search server that answers. */
public record SearchEndpoint(List<URI> nodes) {}
