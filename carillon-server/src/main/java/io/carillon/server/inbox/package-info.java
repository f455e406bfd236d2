/// The built-in receiver: where deliveries arrive while nobody has named a better place.
@NullMarked
package io.carillon.server.inbox;

import org.jspecify.annotations.NullMarked;
