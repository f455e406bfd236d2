/// The page that shows a newcomer that it works.
@NullMarked
package io.carillon.server.page;

import org.jspecify.annotations.NullMarked;
