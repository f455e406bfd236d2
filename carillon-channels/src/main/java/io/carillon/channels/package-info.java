@NullMarked
package io.carillon.channels;

import org.jspecify.annotations.NullMarked;
