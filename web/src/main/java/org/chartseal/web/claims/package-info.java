/** Pages of claims, for who makes them and who reads them. */
@NullMarked
package org.chartseal.web.claims;

import org.jspecify.annotations.NullMarked;
