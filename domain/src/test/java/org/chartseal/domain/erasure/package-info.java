@org.jspecify.annotations.NullMarked
package org.chartseal.domain.erasure;
