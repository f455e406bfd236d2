/// What would ring, without anything being stored: the calendar, asked in JSON.
@NullMarked
package io.carillon.engine.preview;

import org.jspecify.annotations.NullMarked;
