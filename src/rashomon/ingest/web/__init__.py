"""The one place that may speak to the network, for addresses that were named."""
