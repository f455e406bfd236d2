@NullMarked
package io.carillon.calendar;

import org.jspecify.annotations.NullMarked;
