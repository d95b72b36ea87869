/** What a run of all tests did and did not do. */
@NullMarked
package io.dinggate.e2e.report;

import org.jspecify.annotations.NullMarked;
