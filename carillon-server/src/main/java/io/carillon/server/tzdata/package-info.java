/// A folder with a tz database, and what happens when somebody puts another one there.
@NullMarked
package io.carillon.server.tzdata;

import org.jspecify.annotations.NullMarked;
