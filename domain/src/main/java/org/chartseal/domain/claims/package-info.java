/** What insurers cover of patients, and what doctors claim of it for a visit. */
@NullMarked
package org.chartseal.domain.claims;

import org.jspecify.annotations.NullMarked;
