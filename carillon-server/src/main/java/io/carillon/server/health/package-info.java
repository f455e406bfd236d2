/// Whether this process lives, and whether it can do its work.
@NullMarked
package io.carillon.server.health;

import org.jspecify.annotations.NullMarked;
