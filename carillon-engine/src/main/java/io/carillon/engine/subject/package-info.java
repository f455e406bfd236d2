@NullMarked
package io.carillon.engine.subject;

import org.jspecify.annotations.NullMarked;
