@NullMarked
package io.carillon.trials.model;

import org.jspecify.annotations.NullMarked;
