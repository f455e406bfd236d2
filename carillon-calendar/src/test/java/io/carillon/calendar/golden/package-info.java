/// `docs/golden-times.md`, made twice, by readings that share no code.
@NullMarked
package io.carillon.calendar.golden;

import org.jspecify.annotations.NullMarked;
