/// `carillon doctor`: what runs here, by which tz database, and where others say otherwise.
@NullMarked
package io.carillon.cli.doctor;

import org.jspecify.annotations.NullMarked;
