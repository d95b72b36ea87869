/** What a site asks the cloud to deliver, and what became of it. */
@NullMarked
package io.dinggate.model.message;

import org.jspecify.annotations.NullMarked;
