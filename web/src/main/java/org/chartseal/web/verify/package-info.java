/** The page that says, check by check, whether a sealed record is the one that was signed. */
@NullMarked
package org.chartseal.web.verify;

import org.jspecify.annotations.NullMarked;
