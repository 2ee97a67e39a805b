# Home Assistant serves probatio under the name of voluptuous: check against what runs.
from probatio import *
