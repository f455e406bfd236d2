/// The definition of the birthday, to be read and changed.
@NullMarked
package io.carillon.server.occasion;

import org.jspecify.annotations.NullMarked;
