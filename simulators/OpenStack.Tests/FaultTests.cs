using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Validation.Simulators.OpenStack.Faults;

namespace Validation.Simulators.OpenStack.Tests;

public sealed class FaultTests : OpenStackFixture
{
    // The time that tests let pass costs no token.
    protected override OpenStackSpec Spec => new() { TokenLifetime = TimeSpan.FromDays(36_500) };

    [TestCase(ServiceKind.Compute, 503, """{"serviceUnavailable":{"code":503,"message":"Service Unavailable"}}""")]
    [TestCase(ServiceKind.Compute, 500, """{"computeFault":{"code":500,"message":"Internal Server Error"}}""")]
    [TestCase(ServiceKind.Compute, 429, """{"overLimit":{"code":429,"message":"Too Many Requests"}}""")]
    [TestCase(ServiceKind.BlockStorage, 500, """{"computeFault":{"code":500,"message":"Internal Server Error"}}""")]
    [TestCase(ServiceKind.Identity, 500, """{"error":{"code":500,"message":"Internal Server Error","title":"Internal Server Error"}}""")]
    [TestCase(ServiceKind.Network, 503, """{"NeutronError":{"type":"HTTPServiceUnavailable","message":"Service Unavailable","detail":""}}""")]
    [TestCase(ServiceKind.LoadBalancer, 500, """{"faultcode":"Server","faultstring":"Internal Server Error","debuginfo":null}""")]
    public async Task A_failing_service_says_so_in_its_own_words(ServiceKind service, int status, string body)
    {
        await Api.AsAdminAsync();
        await using (await Simulator.InjectAsync(service, new ServiceFails(status)))
        {
            var reply = await Api.GetAsync(service, "/");
            (reply.Status, reply.Text).ShouldBe((status, body));
        }

        (await Api.GetAsync(service, "/")).Status.ShouldBeOneOf(200, 300);
    }

    [Test]
    public async Task A_failing_service_does_not_touch_the_others()
    {
        await Api.AsAdminAsync();
        await using var fault = await Simulator.InjectAsync(ServiceKind.Network, new ServiceFails(500));
        (await Api.GetAsync(ServiceKind.Network, "/v2.0/networks")).Status.ShouldBe(500);
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);
    }

    [Test]
    public async Task A_slow_service_answers_when_its_time_has_come()
    {
        await Api.AsAdminAsync();
        await using var fault = await Simulator.InjectAsync(ServiceKind.Compute, new ServiceIsSlow(TimeSpan.FromSeconds(30)));
        var answer = Api.NovaAsync("/v2.1/servers");
        await Api.NotAnsweredAsync(answer);
        // The request may not have reached its delay yet: time goes on until it has.
        while (!answer.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            (await Api.GetAsync(ServiceKind.Identity, "/v3")).Status.ShouldBe(200);
        }

        (await answer).Status.ShouldBe(200);
    }

    [Test]
    public async Task A_service_that_hangs_answers_once_it_is_healed()
    {
        await Api.AsAdminAsync();
        var fault = await Simulator.InjectAsync(ServiceKind.Compute, new ServiceHangs());
        var answer = Api.NovaAsync("/v2.1/servers");
        Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromHours(13));
        await Api.NotAnsweredAsync(answer);
        await fault.DisposeAsync();
        (await answer).Status.ShouldBe(200);
    }

    [Test]
    public async Task A_service_to_which_tokens_are_expired_refuses_them_and_keystone_gives_new_ones()
    {
        await Api.AsAdminAsync();
        await using (await Simulator.InjectAsync(ServiceKind.Compute, new TokensExpire()))
        {
            (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(401);
            (await Api.GetAsync(ServiceKind.Network, "/v2.0/networks")).Status.ShouldBe(200);
            await Api.AsAdminAsync();
            (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(401);
        }

        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);
    }

    [Test]
    public async Task Tokens_that_were_made_to_expire_are_worthless_everywhere_and_new_ones_are_not()
    {
        await Api.AsAdminAsync();
        Simulator.Model.ExpireTokens();
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(401);
        (await Api.GetAsync(ServiceKind.Image, "/v2/images")).Status.ShouldBe(401);
        await Api.AsAdminAsync();
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);
    }

    [Test]
    public async Task A_service_that_is_down_refuses_connections_and_comes_back_where_it_was()
    {
        await Api.AsAdminAsync();
        var address = Simulator.AddressOf(ServiceKind.Compute);
        var fault = await Simulator.InjectAsync(ServiceKind.Compute, new ServiceIsDown());
        var refused = await Should.ThrowAsync<HttpRequestException>(() => Api.NovaAsync("/v2.1/servers"));
        refused.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        await fault.DisposeAsync();
        await fault.DisposeAsync();
        Simulator.AddressOf(ServiceKind.Compute).ShouldBe(address);
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);
    }

    [Test]
    public async Task A_service_that_went_down_twice_comes_back_after_both()
    {
        await Api.AsAdminAsync();
        var one = await Simulator.InjectAsync(ServiceKind.Compute, new ServiceIsDown());
        var two = await Simulator.InjectAsync(ServiceKind.Compute, new ServiceIsDown());
        await one.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(() => Api.NovaAsync("/v2.1/servers"));
        await two.DisposeAsync();
        (await Api.NovaAsync("/v2.1/servers")).Status.ShouldBe(200);
    }

    [Test]
    public async Task Answers_that_break_off_are_no_json()
    {
        await Api.AsAdminAsync();
        var whole = (await Api.NovaAsync("/v2.1/flavors")).Text;
        await using var fault = await Simulator.InjectAsync(ServiceKind.Compute, new AnswersBreakOff());
        var reply = await Api.NovaAsync("/v2.1/flavors");
        reply.Status.ShouldBe(200);
        reply.Text.ShouldBe(whole[..(whole.Length / 2)]);
        Should.Throw<JsonException>(() => JsonNode.Parse(reply.Text));
    }

    [Test]
    public async Task A_fault_that_cannot_be_is_refused()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Simulator.InjectAsync(ServiceKind.Compute, new ServiceFails(200)));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Simulator.InjectAsync(ServiceKind.Compute, new ServiceIsSlow(TimeSpan.FromTicks(-1))));
    }

    [Test]
    public async Task A_simulator_ends_while_a_request_hangs()
    {
        await Api.AsAdminAsync();
        await Simulator.InjectAsync(ServiceKind.Compute, new ServiceHangs());
        var answer = Api.NovaAsync("/v2.1/servers");
        await Api.NotAnsweredAsync(answer);
        await Simulator.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(() => answer);
    }
}
