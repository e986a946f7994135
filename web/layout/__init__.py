"""What every page shares: language, navigation, notices, times, icons and error pages."""
