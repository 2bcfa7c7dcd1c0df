/** Puts a record on pages for people to read and print. */
@NullMarked
package org.chartseal.web.print;

import org.jspecify.annotations.NullMarked;
