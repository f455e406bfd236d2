@NullMarked
package io.carillon.calendar.chronology;

import org.jspecify.annotations.NullMarked;
