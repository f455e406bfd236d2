@NullMarked
package io.carillon.engine;

import org.jspecify.annotations.NullMarked;
