/// Whether this process lives, whether it can do its work, and how much of it it did.
@NullMarked
package io.carillon.server.health;

import org.jspecify.annotations.NullMarked;
