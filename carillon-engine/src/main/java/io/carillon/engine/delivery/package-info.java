@NullMarked
package io.carillon.engine.delivery;

import org.jspecify.annotations.NullMarked;
