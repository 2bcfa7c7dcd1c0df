/** Where doctors, insurers and researchers ask patients for access. */
@NullMarked
package org.chartseal.web.requests;

import org.jspecify.annotations.NullMarked;
