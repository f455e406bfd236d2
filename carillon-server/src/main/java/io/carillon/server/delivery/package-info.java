/// What rings next, and what became of what rang.
@NullMarked
package io.carillon.server.delivery;

import org.jspecify.annotations.NullMarked;
