/// Endpoints, to be read and changed.
@NullMarked
package io.carillon.server.endpoint;

import org.jspecify.annotations.NullMarked;
