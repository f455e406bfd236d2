/// What would ring, over HTTP.
@NullMarked
package io.carillon.server.preview;

import org.jspecify.annotations.NullMarked;
