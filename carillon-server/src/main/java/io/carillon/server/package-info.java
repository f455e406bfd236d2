@NullMarked
package io.carillon.server;

import org.jspecify.annotations.NullMarked;
