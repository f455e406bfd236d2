@NullMarked
package io.carillon.engine.runtime;

import org.jspecify.annotations.NullMarked;
