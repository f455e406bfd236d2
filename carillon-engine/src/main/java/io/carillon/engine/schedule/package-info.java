@NullMarked
package io.carillon.engine.schedule;

import org.jspecify.annotations.NullMarked;
