@NullMarked
package io.carillon.embedded;

import org.jspecify.annotations.NullMarked;
