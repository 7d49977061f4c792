//! A home of no connection: for tests of what is beside one.

use std::sync::Arc;

use super::{DriverIdentity, Home, Origin, Profile, Statement};
use crate::contract::{DriverConnectionParameters, DriverSystemConfiguration, OperationType};

/// Where the statements of such a test come from. What has ended goes nowhere.
#[derive(Debug)]
pub(crate) struct Homeless(Origin);

impl Default for Homeless {
    fn default() -> Self {
        let driver = Arc::new(DriverIdentity::new("driver", "1.0.0"));
        let system = DriverSystemConfiguration::default();
        Self(Origin::new(Profile::new(driver, system, DriverConnectionParameters::default(), None, None, true)))
    }
}

impl Home for Homeless {
    fn origin(&self) -> &Origin {
        &self.0
    }

    fn ended(&self, _: &Arc<Statement>) {}

    fn settled(&self, _: &Arc<Statement>) {}

    fn follow(self: Arc<Self>, _: &Arc<Statement>, _: OperationType) -> Option<Arc<Statement>> {
        None
    }
}
