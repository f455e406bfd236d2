/// How late the deliveries of one tenant are while others have a crowd, or endpoints that hang.
@NullMarked
package io.carillon.trials.fair;

import org.jspecify.annotations.NullMarked;
