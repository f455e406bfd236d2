@NullMarked
package io.carillon.engine.database;

import org.jspecify.annotations.NullMarked;
