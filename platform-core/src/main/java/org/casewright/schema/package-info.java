/**
 * From a catalog to tables: the tables that it wants minus those that are there give changes, and these a plan, which is text
 * before it is an effect. Only ever adds; what vanishes from the definitions stays in the tables, unused.
 */
@NullMarked
package org.casewright.schema;

import org.jspecify.annotations.NullMarked;
