@NullMarked
package io.carillon.engine.occasion;

import org.jspecify.annotations.NullMarked;
