/** Forgetting a patient: request, legal hold, decision, execution, receipt. See {@code docs/erasure.md}. */
@org.jspecify.annotations.NullMarked
package org.chartseal.domain.erasure;
