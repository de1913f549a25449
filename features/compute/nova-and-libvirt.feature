@metrics @compute @openstack
Feature: Nova's servers and the domains that run them
  Whoever joins the exporter's metrics with what OpenStack knows finds every server once, under its right name, owner and host.

  @critical @P010 @P061
  Scenario: Metrics and server list are one-to-one through a random life
    Given a compute host with 5 domains whose guest clocks stand still
    And the join of libvirt_domain_openstack_info with the Nova server list is one-to-one
    When 20 random lifecycle operations are done, the join holding after every 4
    Then Prometheus stores exactly every libvirt sample of both hosts

  @critical @P039
  Scenario: A migration shows its progress on the source and ends on the destination
    Given a compute host with 3 domains whose guest clocks stand still
    When one of its domains begins to move to the other host, which takes 60 seconds of guest time
    And 20 seconds of guest time pass
    Then Prometheus stores exactly every libvirt sample of both hosts
    And the join of libvirt_domain_openstack_info with the Nova server list is one-to-one
    When 50 seconds of guest time pass
    Then Prometheus stores exactly every libvirt sample of both hosts
    And the join of libvirt_domain_openstack_info with the Nova server list is one-to-one
