/// What the operator decides, read from options, system properties and the environment.
@NullMarked
package io.carillon.server.settings;

import org.jspecify.annotations.NullMarked;
