/// Endpoints: what they bear, how they fare, and whether anything is sent to them.
@NullMarked
package io.carillon.engine.endpoint;

import org.jspecify.annotations.NullMarked;
