package relata;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All other tests, including those of packages that do not exist yet. */
@Suite
@SelectPackages("relata")
@ExcludePackages("relata.api")
class RecordsSuite {}
