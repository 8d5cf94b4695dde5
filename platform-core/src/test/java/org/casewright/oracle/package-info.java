/** Who may see what, said a second time and by other means: worlds by chance, made in the platform, and what a small model says of them. */
@NullMarked
package org.casewright.oracle;

import org.jspecify.annotations.NullMarked;
