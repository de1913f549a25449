using System.Text.Json.Nodes;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>Every place that can be read answers with its document, for an administrator.</summary>
public sealed class EndpointTests : ReadingFixture
{
    [TestCase("/", "versions", 300)]
    [TestCase("/v3", "version")]
    [TestCase("/v3/auth/catalog", "catalog")]
    [TestCase("/v3/auth/projects", "projects")]
    [TestCase("/v3/projects", "projects")]
    [TestCase("/v3/projects/{project}", "project")]
    [TestCase("/v3/users", "users")]
    [TestCase("/v3/users/{user}", "user")]
    [TestCase("/v3/users/{user}/projects", "projects")]
    [TestCase("/v3/users/{user}/application_credentials", "application_credentials")]
    [TestCase("/v3/domains", "domains")]
    [TestCase("/v3/domains/default", "domain")]
    [TestCase("/v3/groups", "groups")]
    [TestCase("/v3/roles", "roles")]
    [TestCase("/v3/role_assignments", "role_assignments")]
    [TestCase("/v3/role_assignments?include_names=True", "role_assignments")]
    [TestCase("/v3/services", "services")]
    [TestCase("/v3/endpoints", "endpoints")]
    [TestCase("/v3/regions", "regions")]
    [TestCase("/v3/regions/RegionOne", "region")]
    public Task Keystone(string path, string root, int status = 200) => ReadAsync(ServiceKind.Identity, path, root, status);

    [TestCase("/", "versions")]
    [TestCase("/v2.1", "version")]
    [TestCase("/v2.1/", "version")]
    [TestCase("/v2.1/servers", "servers")]
    [TestCase("/v2.1/{admin}/servers", "servers")]
    [TestCase("/v2.1/servers/detail?all_tenants=1", "servers")]
    [TestCase("/v2.1/servers/{server}", "server")]
    [TestCase("/v2.1/servers/{server}/ips", "addresses")]
    [TestCase("/v2.1/servers/{server}/metadata", "metadata")]
    [TestCase("/v2.1/servers/{server}/os-interface", "interfaceAttachments")]
    [TestCase("/v2.1/servers/{server}/os-volume_attachments", "volumeAttachments")]
    [TestCase("/v2.1/servers/{server}/os-security-groups", "security_groups")]
    [TestCase("/v2.1/servers/{server}/os-instance-actions", "instanceActions")]
    [TestCase("/v2.1/flavors", "flavors")]
    [TestCase("/v2.1/flavors/detail", "flavors")]
    [TestCase("/v2.1/flavors/1", "flavor")]
    [TestCase("/v2.1/flavors/1/os-extra_specs", "extra_specs")]
    [TestCase("/v2.1/os-hypervisors", "hypervisors")]
    [TestCase("/v2.1/os-hypervisors/detail", "hypervisors")]
    [TestCase("/v2.1/os-hypervisors/statistics", "hypervisor_statistics")]
    [TestCase("/v2.1/os-hypervisors/1", "hypervisor")]
    [TestCase("/v2.1/os-hypervisors/1/uptime", "hypervisor")]
    [TestCase("/v2.1/os-hypervisors/compute/search", "hypervisors")]
    [TestCase("/v2.1/os-hypervisors/compute/servers", "hypervisors")]
    [TestCase("/v2.1/os-services", "services")]
    [TestCase("/v2.1/os-aggregates", "aggregates")]
    [TestCase("/v2.1/os-aggregates/1", "aggregate")]
    [TestCase("/v2.1/os-availability-zone", "availabilityZoneInfo")]
    [TestCase("/v2.1/os-availability-zone/detail", "availabilityZoneInfo")]
    [TestCase("/v2.1/limits", "limits")]
    [TestCase("/v2.1/os-quota-sets/{project}", "quota_set")]
    [TestCase("/v2.1/os-quota-sets/{project}/detail", "quota_set")]
    [TestCase("/v2.1/os-quota-sets/{project}/defaults", "quota_set")]
    [TestCase("/v2.1/os-simple-tenant-usage?detailed=1", "tenant_usages")]
    [TestCase("/v2.1/os-simple-tenant-usage/{project}", "tenant_usage")]
    [TestCase("/v2.1/os-migrations", "migrations")]
    [TestCase("/v2.1/os-server-groups", "server_groups")]
    [TestCase("/v2.1/os-keypairs", "keypairs")]
    [TestCase("/v2.1/os-security-groups", "security_groups")]
    public Task Nova(string path, string root, int status = 200) => ReadAsync(ServiceKind.Compute, path, root, status);

    [TestCase("/", "versions")]
    [TestCase("/v2.0", "resources")]
    [TestCase("/v2.0/networks", "networks")]
    [TestCase("/v2.0/networks.json", "networks")]
    [TestCase("/v2.0/networks/{network}", "network")]
    [TestCase("/v2.0/subnets", "subnets")]
    [TestCase("/v2.0/ports", "ports")]
    [TestCase("/v2.0/ports/{port}", "port")]
    [TestCase("/v2.0/routers", "routers")]
    [TestCase("/v2.0/routers/{router}", "router")]
    [TestCase("/v2.0/floatingips", "floatingips")]
    [TestCase("/v2.0/security-groups", "security_groups")]
    [TestCase("/v2.0/security-group-rules", "security_group_rules")]
    [TestCase("/v2.0/subnetpools", "subnetpools")]
    [TestCase("/v2.0/agents", "agents")]
    [TestCase("/v2.0/network-ip-availabilities", "network_ip_availabilities")]
    [TestCase("/v2.0/network-ip-availabilities/{network}", "network_ip_availability")]
    [TestCase("/v2.0/extensions", "extensions")]
    [TestCase("/v2.0/extensions/router", "extension")]
    [TestCase("/v2.0/quotas", "quotas")]
    [TestCase("/v2.0/quotas/{project}", "quota")]
    [TestCase("/v2.0/quotas/{project}/default", "quota")]
    [TestCase("/v2.0/quotas/{project}/details.json", "quota")]
    public Task Neutron(string path, string root, int status = 200) => ReadAsync(ServiceKind.Network, path, root, status);

    [TestCase("/", "versions", 300)]
    [TestCase("/v3", "versions")]
    [TestCase("/v3/volumes", "volumes")]
    [TestCase("/v3/{admin}/volumes/detail?all_tenants=1", "volumes")]
    [TestCase("/v3/volumes/summary", "volume-summary")]
    [TestCase("/v3/volumes/{volume}", "volume")]
    [TestCase("/v3/snapshots", "snapshots")]
    [TestCase("/v3/snapshots/detail", "snapshots")]
    [TestCase("/v3/snapshots/{snapshot}", "snapshot")]
    [TestCase("/v3/backups/detail", "backups")]
    [TestCase("/v3/types", "volume_types")]
    [TestCase("/v3/types/default", "volume_type")]
    [TestCase("/v3/os-services", "services")]
    [TestCase("/v3/scheduler-stats/get_pools?detail=True", "pools")]
    [TestCase("/v3/limits", "limits")]
    [TestCase("/v3/os-availability-zone", "availabilityZoneInfo")]
    [TestCase("/v3/os-quota-sets/{project}", "quota_set")]
    [TestCase("/v3/os-quota-sets/{project}/defaults", "quota_set")]
    public Task Cinder(string path, string root, int status = 200) => ReadAsync(ServiceKind.BlockStorage, path, root, status);

    [TestCase("/", "versions", 300)]
    [TestCase("/versions", "versions")]
    [TestCase("/v2/images", "images")]
    [TestCase("/v2/images/{image}", "id")]
    [TestCase("/v2/images/{image}/members", "members")]
    [TestCase("/v2/schemas/image", "properties")]
    [TestCase("/v2/schemas/images", "properties")]
    public Task Glance(string path, string root, int status = 200) => ReadAsync(ServiceKind.Image, path, root, status);

    [TestCase("/", "versions")]
    [TestCase("/resource_providers", "resource_providers")]
    [TestCase("/resource_providers/{host}", "uuid")]
    [TestCase("/resource_providers/{host}/inventories", "inventories")]
    [TestCase("/resource_providers/{host}/inventories/VCPU", "total")]
    [TestCase("/resource_providers/{host}/usages", "usages")]
    [TestCase("/resource_providers/{host}/allocations", "allocations")]
    [TestCase("/resource_providers/{host}/traits", "traits")]
    [TestCase("/resource_providers/{host}/aggregates", "aggregates")]
    [TestCase("/allocations/{server}", "allocations")]
    [TestCase("/resource_classes", "resource_classes")]
    [TestCase("/traits", "traits")]
    public Task Placement(string path, string root, int status = 200) => ReadAsync(ServiceKind.Placement, path, root, status);

    [TestCase("/", "versions")]
    [TestCase("/v2/lbaas/loadbalancers", "loadbalancers")]
    [TestCase("/v2.0/lbaas/loadbalancers", "loadbalancers")]
    [TestCase("/v2/lbaas/loadbalancers/{balancer}", "loadbalancer")]
    [TestCase("/v2/lbaas/listeners", "listeners")]
    [TestCase("/v2/lbaas/pools", "pools")]
    [TestCase("/v2/lbaas/pools/{pool}/members", "members")]
    [TestCase("/v2/lbaas/healthmonitors", "healthmonitors")]
    [TestCase("/v2/lbaas/providers", "providers")]
    [TestCase("/v2/octavia/amphorae", "amphorae")]
    public Task Octavia(string path, string root, int status = 200) => ReadAsync(ServiceKind.LoadBalancer, path, root, status);

    [TestCase("/", "versions", 300)]
    [TestCase("/v1/{admin}/stacks", "stacks")]
    [TestCase("/v1/{admin}/stacks?global_tenant=true", "stacks")]
    [TestCase("/v1/{admin}/build_info", "engine")]
    [TestCase("/v1/{admin}/services", "services")]
    public Task Heat(string path, string root, int status = 200) => ReadAsync(ServiceKind.Orchestration, path, root, status);

    [Test]
    public async Task Every_service_says_that_it_is_healthy_without_a_token([Values] ServiceKind service)
    {
        var reply = await Api.GetAsync(service, "/healthcheck");
        (reply.Status, reply.Text).ShouldBe((200, "OK"));
    }

    [Test]
    public async Task Every_service_but_the_versions_wants_a_token([Values] ServiceKind service)
    {
        var path = service switch
        {
            ServiceKind.Identity => "/v3/projects",
            ServiceKind.Compute => "/v2.1/servers",
            ServiceKind.Network => "/v2.0/networks",
            ServiceKind.BlockStorage => "/v3/volumes",
            ServiceKind.Image => "/v2/images",
            ServiceKind.Placement => "/resource_providers",
            ServiceKind.LoadBalancer => "/v2/lbaas/loadbalancers",
            _ => "/v1/stacks",
        };
        var reply = await Api.GetAsync(service, path);
        reply.Status.ShouldBe(401);
        reply.Headers["WWW-Authenticate"].ShouldStartWith("Keystone uri=\"http://127.0.0.1:");
        (await Api.GetAsync(service, "/")).Status.ShouldBeOneOf(200, 300);
    }

    [Test]
    public async Task A_request_has_a_number_and_head_has_no_body()
    {
        await Api.AsAdminAsync();
        var one = await Api.NovaAsync("/v2.1/servers");
        var two = await Api.NovaAsync("/v2.1/servers");
        one.Headers["x-openstack-request-id"].ShouldStartWith("req-");
        one.Headers["x-openstack-request-id"].ShouldBe(one.Headers["x-compute-request-id"]);
        two.Headers["x-openstack-request-id"].ShouldNotBe(one.Headers["x-openstack-request-id"]);
        var head = await Api.SendAsync(HttpMethod.Head, ServiceKind.Compute, "/v2.1/servers", null);
        (head.Status, head.Text).ShouldBe((200, ""));
    }

    private async Task ReadAsync(ServiceKind service, string path, string root, int status)
    {
        var state = Cloud.State;
        await Api.AsAdminAsync();
        var admin = (await Api.GetAsync(ServiceKind.Identity, "/v3/projects?name=admin")).List("projects")[0]!["id"]!.ToString();
        foreach (var (place, id) in new (string, object)[]
                 {
                     ("admin", admin), ("project", state.Projects[0].Id), ("user", state.Users[0].Id), ("server", state.Servers.Keys.First()), ("network", state.Networks[0].Id),
                     ("port", state.Ports.Keys.First()), ("router", state.Estate.Routers[0].Id), ("volume", state.Volumes.Keys.First()), ("snapshot", state.Estate.Snapshots[0].Id),
                     ("image", state.Images[0].Id), ("host", state.Hosts["compute-0001"].Uuid), ("balancer", state.Estate.LoadBalancers[0].Id), ("pool", state.Estate.LoadBalancers[0].Pool.Id),
                 })
        {
            path = path.Replace($"{{{place}}}", $"{id}", StringComparison.Ordinal);
        }

        var reply = await Api.GetAsync(service, path);
        reply.Status.ShouldBe(status, reply.Text);
        JsonNode.Parse(reply.Text)!.AsObject().ShouldContainKey(root);
    }
}
